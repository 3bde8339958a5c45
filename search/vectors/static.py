"""Vectors by model2vec (MIT): a table of a vector a token, so small and fast that no other machine is needed.

Imported only where SEARCH_VECTORS names it, because only such a deployment has model2vec installed.
"""

from collections.abc import Sequence
from pathlib import Path

from search.vectors.encoders import EncoderUnavailableError, Vector

try:
    from model2vec import StaticModel
except ImportError as error:
    raise EncoderUnavailableError(
        "SEARCH_VECTORS=model2vec needs the package model2vec: pip install model2vec"
    ) from error


class StaticEncoder:
    """A folder with a model of static embeddings, such as potion-multilingual-128M; its name is the folder's."""

    def __init__(self, model: str) -> None:
        folder = Path(model)
        # because model2vec would look for a name that is no folder on the internet
        if not model or not (folder / "config.json").is_file():
            raise EncoderUnavailableError(f"SEARCH_VECTORS_MODEL must be a folder with a model; “{model}” is none")
        self._model = StaticModel.from_pretrained(folder, normalize=True)
        self.name = f"model2vec {folder.resolve().name}"
        self.dimensions = int(self._model.dim)

    def encode_texts(self, texts: list[str]) -> Sequence[Vector]:
        """A vector of each text."""
        return self._model.encode(texts, use_multiprocessing=False).tolist()

    def encode_query(self, query: str) -> Vector:
        """The vector of a query; these models make no difference between the two."""
        return self.encode_texts([query])[0]
