"""What data there is: records of datasets, the sources that hold them, and search across sources."""
