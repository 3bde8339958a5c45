"""The screens, one module a kind."""
