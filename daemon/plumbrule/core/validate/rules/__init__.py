"""Every rule, in small files by subject: a file here with a `RULES` tuple is found by itself."""
