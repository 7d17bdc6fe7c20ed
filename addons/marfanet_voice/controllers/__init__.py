from . import main, uploads
