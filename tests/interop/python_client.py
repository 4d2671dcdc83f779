"""A TLS client as a Python programmer writes it: sends each argument, prints each answer."""
import socket
import ssl
import sys

ca, port, name, *messages = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
with socket.create_connection(("127.0.0.1", int(port))) as raw:
    with context.wrap_socket(raw, server_hostname=name) as talk:
        print(f"VERSION {talk.version()}")
        print(f"NAMES {talk.getpeercert()['subjectAltName']}")
        for message in messages:
            talk.sendall(message.encode())
            if message.strip() == "exit":
                print(f"END {talk.recv(65536)!r}")
                break
            print(f"ANSWER {talk.recv(65536).decode()!r}")
