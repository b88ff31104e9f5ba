"""What compiling costs, beside what datamodel-codegen alone costs on the same document."""
