"""What pages offer the API beside the pages themselves, which are read from `cms.reading`."""
