"""How many specs a second are judged, next to cfn-lint on the same content."""
