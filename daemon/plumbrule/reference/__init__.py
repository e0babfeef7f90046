"""Reference material made from what the code knows: JSON Schemas for editors, pages for docs/reference. Pure."""
