"""What compiling costs beside datamodel-codegen alone, judging beside validating, the stub beside the
least server that validates and beside other stubs, and an examination in seconds and requests."""
