"""The data file, its journal, backups. Knows ids and stamps; what a record means is not its business."""
