"""Models by name: whether there is one of that name, found out before half a minute is spent on loading it."""

import os
from pathlib import Path

__all__ = ["missing_model"]

# One of these is in the folder of any model; the second alone where its parts are in folders of their own.
FILES = ("config.json", "modules.json")
# Whoever does not answer so soon is not asked for hundreds of megabytes either.
SECONDS = 10.0


def missing_model(model: str, owner: str) -> str | None:
    """Why a model cannot be had: neither a folder, nor downloaded before, nor known to the hub; None if it can.

    A name without an owner may be one of `owner`'s.
    """
    from huggingface_hub import HfApi, try_to_load_from_cache  # noqa: PLC0415  not free, and seldom needed
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, RepositoryNotFoundError  # noqa: PLC0415

    if Path(model).is_dir():
        return None
    names = [model] if "/" in model else [f"{owner}/{model}", model]
    why = ""
    try:
        kept = os.environ.get("SENTENCE_TRANSFORMERS_HOME")  # where that library keeps them, if it is told to
        if any(isinstance(try_to_load_from_cache(name, file, kept), str) for name in names for file in FILES):
            return None
        for name in names:
            try:
                HfApi().model_info(name, timeout=SECONDS)
            except RepositoryNotFoundError:
                why = "there is no such folder, and no model of this name on the Hugging Face hub"
            else:
                return None
    except HFValidationError:
        return "there is no such folder, and it is no name that a model may have"
    except HfHubHTTPError:
        return None  # it is there, or the hub is out of order: who loads it will see
    except Exception as error:  # noqa: BLE001  of whichever library makes the requests
        return f"there is no such folder, it was not downloaded, and the Hugging Face hub is not reached: {error}"
    return why
