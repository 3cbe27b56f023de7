"""What a process knows of the agents that are files of the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class AgentFilesSeen:
    """The version of the code whose agents are stored, and why some files of it have none."""

    version: str = ""
    problems: Mapping[str, str] = field(default_factory=dict[str, str])
