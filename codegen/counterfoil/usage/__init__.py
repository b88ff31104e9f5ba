"""Who uses what: what contracts offer, what consumers rely on of it, and who breaks if a part goes."""
