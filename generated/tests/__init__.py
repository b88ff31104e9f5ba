"""What consumers rely on, as tests."""
