"""The one list of stages that turn a scan into a page of articles."""
