"""What Slack takes, in characters or pieces (docs.slack.dev/reference/block-kit/blocks, seen 2026-11)."""

from __future__ import annotations

from typing import Final

BLOCKS: Final = 50
HEADER: Final = 150
SECTION: Final = 3000
FIELDS: Final = 10
FIELD: Final = 2000
CONTEXT: Final = 10
CONTEXT_TEXT: Final = 2000
BUTTON: Final = 75
CONFIRM_TEXT: Final = 300
CONFIRM_TITLE: Final = 100
PREFORMATTED: Final = 2800
"""Of one preformatted element; Slack states no limit for it, and a section's is kept."""
TEXT: Final = 4000
"""Of the text beside blocks; Slack cuts what is longer at 40,000 and advises this."""
MODAL_TITLE: Final = 24
URL: Final = 3000
METADATA_EVENT: Final = "plumbrule_message"
"""Type of the metadata that our messages carry, so that they are found again."""
