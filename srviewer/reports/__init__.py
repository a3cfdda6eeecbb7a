"""What leaves the program as a document: contact sheets, tables, pages."""
