"""Files that come in: read strictly, refused in a sentence, never half understood."""
