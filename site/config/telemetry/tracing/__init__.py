"""Traces by OpenTelemetry: an app that is installed only where the settings name a collector."""
