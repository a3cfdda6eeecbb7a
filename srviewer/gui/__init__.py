"""The window: shows the session and edits it; no pixel is computed here."""
