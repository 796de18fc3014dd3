"""Paper: fonts, safe text, pages, blocks and documents, without a word of what they are about."""
