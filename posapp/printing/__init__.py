"""A desk receipt becomes a document, and the document becomes paper."""
