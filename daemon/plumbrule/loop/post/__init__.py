"""The post: from the outbox to sinks, beside the loop and never in its way.

`postman` is one thread for each sink, `sorting` decides which letter a telling goes into, `delivering` says it exactly
once as far as the sink allows.
"""

from plumbrule.loop.post.postman import Postman

__all__ = ["Postman"]
