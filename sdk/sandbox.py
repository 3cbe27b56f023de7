"""The program that a worker process runs: ``python -I -S sandbox.py <descriptor> <parent>``."""

import socket
import sys
from pathlib import Path

if __name__ == "__main__":
    application = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(application))

    from sdk.channel import Channel
    from sdk.child import main

    main(Channel(socket.socket(fileno=int(sys.argv[1]))), application, int(sys.argv[2]))
