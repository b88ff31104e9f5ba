"""What compiling costs beside datamodel-codegen alone, judging beside validating, the stub beside the
least server that validates and beside other stubs, an examination in seconds and requests, and
comparing two versions of a contract beside oasdiff."""
