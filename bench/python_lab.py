"""The same exchange as `deno task main`, as a Python programmer writes it: certificates are there, a
server in a thread, a client that verifies, prints the certificate, sends two messages and exit.

usage: python_lab.py CA CERT KEY [nodelay]
"""
import socket
import ssl
import sys
import threading

ACKNOWLEDGEMENT = "The server received your message"


def serve(listener, context, nodelay):
    raw, (host, port) = listener.accept()
    if nodelay:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with context.wrap_socket(raw, server_side=True) as talk:
        while data := talk.recv(65536):
            text = data.decode()
            if text == "exit":
                break
            print(f"#server message# {host}:{port}  {text}")
            talk.sendall(ACKNOWLEDGEMENT.encode())


def main(ca, cert, key, nodelay=False):
    proving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    proving.load_cert_chain(cert, key)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, args=(listener, proving, nodelay))
    thread.start()
    checking = ssl.create_default_context(cafile=ca)
    with socket.create_connection(listener.getsockname()) as raw:
        if nodelay:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with checking.wrap_socket(raw, server_hostname="127.0.0.1") as talk:
            for name, value in talk.getpeercert().items():
                print(f"#client message# {name}: {value}")
            for message in ("hello", "你好"):
                talk.sendall(message.encode())
                print(f"#client message# {message}  →  {talk.recv(65536).decode()}")
            talk.sendall(b"exit")
    thread.join()


main(*sys.argv[1:4], nodelay="nodelay" in sys.argv[4:])
