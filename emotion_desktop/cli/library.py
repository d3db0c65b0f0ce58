"""The commands that encrypt the data folder, and decrypt it again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from emotion_desktop.cli.options import chosen_data_folder, data_folder

app = typer.Typer()


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Show where sessions are stored and whether they are encrypted; or change that."""
    if context.invoked_subcommand is not None:
        return
    from emotion_desktop.system.sealing.keys import is_encrypted  # noqa: PLC0415

    folder = chosen_data_folder()
    typer.echo(f"{folder}\t{'encrypted' if is_encrypted(folder) else 'not encrypted'}")


@app.command()
def encrypt() -> None:
    """Encrypt the data folder with a passphrase, which is asked for twice.

    Close the window first. Whoever forgets the passphrase loses everything in the folder.
    """
    from emotion_desktop.storage import encryption  # noqa: PLC0415

    passphrase = _new_passphrase()
    with _progress("Encrypting") as show_share:
        encryption.encrypt(chosen_data_folder(), passphrase, show_share)


@app.command()
def decrypt() -> None:
    """Decrypt the data folder: whoever can read the disk can then read it, without a passphrase.

    Close the window first.
    """
    from emotion_desktop.storage import encryption  # noqa: PLC0415
    from emotion_desktop.system.sealing.keys import is_encrypted, key_of  # noqa: PLC0415

    folder = chosen_data_folder()
    if not is_encrypted(folder):
        raise typer.BadParameter(f"{folder} is not encrypted")
    key = key_of(data_folder())
    if key is None:  # what had been interrupted was finished
        return
    with _progress("Decrypting") as show_share:
        encryption.decrypt(folder, key, show_share)


@app.command()
def change_passphrase() -> None:
    """Change the passphrase of the data folder; nothing is encrypted anew."""
    from emotion_desktop.storage.key_file import rewrap  # noqa: PLC0415

    folder = chosen_data_folder()
    old = typer.prompt("Current passphrase", hide_input=True, err=True)
    rewrap(folder, old, _new_passphrase())


@app.command()
def remember() -> None:
    """Keep the key in the system's key ring, so that the passphrase is not asked for."""
    from emotion_desktop.storage.key_ring import remember_key  # noqa: PLC0415
    from emotion_desktop.system.sealing.keys import key_of  # noqa: PLC0415

    folder = data_folder()
    key = key_of(folder)
    if key is None:
        raise typer.BadParameter(f"{folder} is not encrypted")
    remember_key(folder, key)


@app.command()
def forget() -> None:
    """Remove the key from the system's key ring."""
    from emotion_desktop.storage.key_file import read_key_file  # noqa: PLC0415
    from emotion_desktop.storage.key_ring import forget_stored_key  # noqa: PLC0415

    forget_stored_key(read_key_file(chosen_data_folder()).key_id)


def _new_passphrase() -> str:
    typed: str = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return typed


@contextmanager
def _progress(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar; provide what sets the share that is done."""
    with typer.progressbar(length=1_000, label=label) as bar:
        done = 0

        def show_share(share: float) -> None:
            nonlocal done
            bar.update(round(share * 1_000) - done)
            done = round(share * 1_000)

        yield show_share
