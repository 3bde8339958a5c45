"""What is done with documents on their way: out, in, and whether they are whole."""

from cms.transfer.actions.check import check_files
from cms.transfer.actions.export import export_collection
from cms.transfer.actions.hand_over import note_transfer
from cms.transfer.actions.ingest import ingest_documents

__all__ = ["check_files", "export_collection", "ingest_documents", "note_transfer"]
