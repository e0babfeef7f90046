"""What every field, rule and topic means, in English and in Japanese: words as data, and pages made from them. Pure."""
