"""A real model of language for tests: the table of vectors inside wordllama's package, as a folder for model2vec.

It was made for English. `python tests/search/small_model.py FOLDER` writes it, for judging with vectors.
"""

import sys
from importlib.resources import files
from pathlib import Path

from model2vec import StaticModel
from safetensors.numpy import load_file
from tokenizers import Tokenizer


def write_small_model(folder: Path) -> Path:
    """Write the model into this folder; the folder."""
    package = Path(str(files("wordllama")))
    (table,) = load_file(package / "weights" / "l2_supercat_256.safetensors").values()
    tokenizer = Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    StaticModel(table.astype("float32"), tokenizer, normalize=True).save_pretrained(folder)
    return folder


if __name__ == "__main__":
    write_small_model(Path(sys.argv[1]))
