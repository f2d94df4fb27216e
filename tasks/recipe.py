"""How documents are prepared: by which fingerprints, and which lines of their source are furniture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from copydesk.tasks.text.clean import rules_version
from copydesk.tasks.text.minhash import IndexPlan


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """What preparing a document depends on beside the document.

    `furniture` holds, by source, the lines a person called furniture: masked, each with its kind.
    """

    plan: IndexPlan
    furniture: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def rules_version(self, source: str) -> str:
        """Return the version of the rules that clean this source's texts: its own lines are part of them."""
        lines = self.furniture.get(source)
        if not lines:
            return rules_version
        listed = repr(sorted(lines.items())).encode()
        return f"{rules_version}+{blake2b(listed, digest_size=4).hexdigest()}"
