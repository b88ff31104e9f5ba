"""datamodel-code-generator alone on many documents: `python models_of_many.py FOLDER DOCUMENT …`.

In one process, so that its start is paid for once, as it is by a run over a monorepo.
"""

import sys
from pathlib import Path

from datamodel_code_generator import DataModelType, InputFileType, generate
from datamodel_code_generator.format import Formatter


def main(folder: Path, *documents: Path) -> None:
    """Writes a module of models for each."""
    for number, document in enumerate(documents):
        message = document.stem == "schema"
        generate(
            document,
            input_file_type=InputFileType.JsonSchema if message else InputFileType.OpenAPI,
            output=folder / f"models_{number}.py",
            output_model_type=DataModelType.PydanticV2BaseModel,
            formatters=[Formatter.BUILTIN],
        )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
