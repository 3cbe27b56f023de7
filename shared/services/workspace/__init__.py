"""The workspace: the authors' files on a disk, a share or in memory, and their search."""
