"""Persian speech, made by a synthesiser and encoded as phones and browsers do."""

import json
import subprocess
from pathlib import Path


def speak(text: str, target: Path) -> float:
    """Write spoken Persian to a file, Opus in the container that its name ends in.

    :param text: what to say
    :param target: ``….ogg`` or ``….webm``
    :return: how long the speech is, in seconds
    """
    wav = target.with_suffix(".wav")
    subprocess.run(["espeak-ng", "-v", "fa", "-w", str(wav), text], check=True)
    encode = ["ffmpeg", "-v", "error", "-y", "-i", str(wav), "-c:a", "libopus"]
    subprocess.run([*encode, str(target)], check=True)
    probe = ["ffprobe", "-v", "error", "-of", "json", "-show_format", str(wav)]
    return float(json.loads(subprocess.check_output(probe))["format"]["duration"])
