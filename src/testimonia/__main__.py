"""``python -m testimonia``: the command line."""

from testimonia.cli.main import main

if __name__ == "__main__":
    main()
