"""The program that a page starts as `ecsops`: `python -I -S forking_client.py SOCKET WORD...`.

It has tools/docs/forking.py fork, and is as good as the fork: what it was started with is handed
on, so are signals, and it ends as the fork does. It starts in a fifth of the time of the program,
for it imports next to nothing: `_socket` is what `socket` is made of.
"""

import marshal
import os
import signal
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOCK_SEQPACKET, SOL_SOCKET, socket
from array import array

RELAYED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""Signals from shells and `kill`. SIGKILL is not visible here; the fork is killed when this
process is silent."""

server, *words = sys.argv[1:]
connection = socket(AF_UNIX, SOCK_SEQPACKET)
connection.connect(server)
signal.pthread_sigmask(signal.SIG_BLOCK, RELAYED)
ignored = [int(number) for number in RELAYED if signal.getsignal(number) is signal.SIG_IGN]
request = marshal.dumps((words, dict(os.environb), os.getcwd(), os.umask(0), ignored))
connection.sendmsg([request], [(SOL_SOCKET, SCM_RIGHTS, array("i", [0, 1, 2]))])
for number in RELAYED:
    signal.signal(number, lambda number, frame: connection.send(bytes([number])))
signal.pthread_sigmask(signal.SIG_UNBLOCK, RELAYED)
status = int(connection.recv(8))
if status < 0:
    signal.signal(-status, signal.SIG_DFL)
    os.kill(os.getpid(), -status)
os._exit(status)
