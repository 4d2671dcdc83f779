"""A TLS server as a Python programmer writes it: answers each read with what it got, in capitals."""
import socket
import ssl
import sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
listener = socket.create_server(("127.0.0.1", 0))
print(f"PORT {listener.getsockname()[1]}", flush=True)
while True:
    raw, _ = listener.accept()
    try:
        with context.wrap_socket(raw, server_side=True) as talk:
            print(f"ALPN {talk.selected_alpn_protocol()} {talk.version()}", flush=True)
            while data := talk.recv(65536):
                print(f"GOT {data!r}", flush=True)
                if data.strip() == b"exit":
                    break
                talk.sendall(data.upper())
    except OSError as error:
        print(f"ERROR {error}", flush=True)
