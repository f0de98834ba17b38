"""Stands in for a job's process: tells steps without end, faster than they are read, until it is killed."""

import sys

if __name__ == "__main__":
    sys.stdin.buffer.readline()
    while True:
        sys.stdout.buffer.write(b'{"step":"talk","done":1,"total":2}\n' * 50 + b'{"step":"ta')
        sys.stdout.buffer.flush()
        sys.stdout.buffer.write(b'lk"}\n')
