"""I/O, one file per port; the only home of botocore and PynamoDB."""
