"""Message Service (MNS) over HTTP, version 2015-06-06: the queues and topics of the simulator.

Sources: the clients of the vendor's SDKs in Python, Node and Go; the help pages of each operation.
"""
