class BriefFailed(Exception):
    """A brief could not be made ahead, for a fault of our own.

    Its text says of what kind; the words of the fault itself may quote the case, and
    queue_job stores them.
    """
