"""What every table of `copydesk.toml` is."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the file: keys it does not know are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
