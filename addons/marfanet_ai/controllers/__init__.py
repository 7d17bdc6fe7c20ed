from . import prompts
from .event_stream import event_stream
