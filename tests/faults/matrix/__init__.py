"""Every method of every port fails in every way its port allows; the endpoint's own log is the judge."""
