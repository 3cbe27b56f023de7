"""The program of the fork server.

``python -I -S program.py <descriptor> <platform's pid> <scratch folder> <readable folder>...``
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

    from sdk.worker.forkserver import main

    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[4:], sys.argv[3])
