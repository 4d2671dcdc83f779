/**
 * What each message is for: those of the handshake, and what else a record carries.
 *
 * @module
 */

/** The messages of the handshake of TLS 1.3, and those that all versions share. */
export const HANDSHAKE = `
  client_hello | RFC 8446 section 4.1.2 | The client opens the talk: which versions, ciphers and keys it can use, and whom it wants to reach. | 客户端开启对话：说明自己支持哪些版本、密码套件和密钥，以及想连接谁。
  server_hello | RFC 8446 section 4.1.3 | The server answers with its choice from the client's offers; in TLS 1.3 what follows it is encrypted. | 服务器从客户端的提议中作出选择并答复；在 TLS 1.3 中，此后的内容都是加密的。
  hello_retry_request | RFC 8446 section 4.1.4 | The server asks for a second ClientHello: the first had no key it can use, or it wants a cookie sent back first. | 服务器要求客户端重发 ClientHello：第一次没有给出可用的密钥，或服务器要先收回一个 cookie。
  encrypted_extensions | RFC 8446 section 4.3.1 | The first encrypted message: the server's answers to offers that the keys do not depend on, such as ALPN. | 第一条加密消息：服务器答复那些与密钥无关的提议，例如 ALPN。
  certificate_request | RFC 8446 section 4.3.2 | The server asks the client for a certificate and says which kinds of proof it would accept. | 服务器要求客户端出示证书，并说明接受哪些类型的证明。
  certificate | RFC 8446 section 4.4.2 | The sender shows who it is: its certificate, followed by those of the authorities that vouch for it. | 发送方表明身份：先是自己的证书，随后是为其担保的各级颁发机构的证书。
  compressed_certificate | RFC 8879 section 4 | A Certificate message in fewer bytes: certificates are the largest part of a handshake and compress well. | 压缩后的 Certificate 消息：证书是握手中最大的部分，而且很容易压缩。
  certificate_verify | RFC 8446 section 4.4.3 | A signature over the handshake so far: proof that the sender holds the private key of the certificate it showed. | 对此前整个握手的签名：证明发送方确实持有所示证书对应的私钥。
  finished | RFC 8446 section 4.4.4 | A checksum made with a secret key over the whole handshake: it would not match had anyone changed a byte of it. | 用密钥对整个握手计算的校验值：途中若有人改动过一个字节，它就对不上。
  end_of_early_data | RFC 8446 section 4.5 | The client says that its early data (0-RTT) ends here and that the keys of the handshake follow. | 客户端表示早期数据（0-RTT）到此为止，之后改用握手密钥。
  new_session_ticket | RFC 8446 section 4.6.1 | The server hands out a ticket with which the client can come back later without the whole handshake. | 服务器发放票据，客户端日后凭它恢复会话，不必再走完整的握手。
  key_update | RFC 8446 section 4.6.3 | The sender moves on to fresh keys derived from the current ones, and may ask the other side to do the same. | 发送方改用由当前密钥派生的新密钥，并可要求对方也这样做。
  message_hash | RFC 8446 section 4.4.1 | Never sent: in the transcript this hash stands for the first ClientHello once the server has asked for a second. | 从不真正发送：服务器要求重发 ClientHello 后，在握手记录中以此哈希代替第一个 ClientHello。
  unassigned | RFC 8446 section 4 | A message with a number that no RFC defines: its length is known, what is in it is not. | 编号未被任何 RFC 定义的消息：只知道长度，不知道内容。`;

/** The messages that only TLS 1.2 and earlier have. */
export const OLD_HANDSHAKE = `
  hello_request | RFC 5246 section 7.4.1.1 | The server asks the client to begin another handshake on this connection, up to TLS 1.2. | 服务器请客户端在此连接上重新开始一次握手，仅用于 TLS 1.2 及更早版本。
  server_key_exchange | RFC 5246 section 7.4.3 | Up to TLS 1.2: the server's fresh public key for agreeing on a secret, signed by the key of its certificate. | TLS 1.2 及以前：服务器用于协商密钥的临时公钥，由其证书的密钥签名。
  server_hello_done | RFC 5246 section 7.4.5 | Up to TLS 1.2: the server has said all it has to say for now and waits for the client. | TLS 1.2 及以前：服务器暂时说完了，等待客户端。
  client_key_exchange | RFC 5246 section 7.4.7 | Up to TLS 1.2: the client's part of the secret; after it both sides can compute the same keys. | TLS 1.2 及以前：客户端提供自己那一份密钥材料，此后双方能算出相同的密钥。
  certificate_status | RFC 6066 section 8 | Up to TLS 1.2: a fresh statement by the authority that the server's certificate has not been revoked. | TLS 1.2 及以前：颁发机构新近出具的声明，说明服务器证书未被吊销。
  certificate_url | RFC 6066 section 5 | The client names a web address where its certificate can be fetched, instead of sending the certificate itself. | 客户端不发送证书本身，而是给出可以取得该证书的网址。
  supplemental_data | RFC 4680 section 2 | Room for data of the application in a handshake, such as user names or permissions; hardly ever met. | 在握手中为应用预留的数据，例如用户名或权限；极少见到。
  next_protocol | draft-agl-tls-nextprotoneg | The client names the application protocol it picked from the server's list; ALPN has replaced this. | 客户端说出从服务器列表中选定的应用层协议；已被 ALPN 取代。`;

/** The messages of DTLS and of protocols built on TLS. */
export const OTHER_HANDSHAKE = `
  hello_verify_request | RFC 6347 section 4.2.1 | DTLS: the server has the client send a cookie back, to see that its address is real before doing any work. | DTLS：服务器要求客户端送回 cookie，先确认其地址真实，再开始处理。
  request_connection_id | RFC 9147 section 9 | DTLS 1.3: asks the other side for further connection IDs to label records with. | DTLS 1.3：请求对方再提供一些用来标记记录的连接 ID。
  new_connection_id | RFC 9147 section 9 | DTLS 1.3: hands out further connection IDs by which records can be told apart. | DTLS 1.3：发放更多的连接 ID，用来区分记录属于哪个连接。
  client_certificate_request | RFC 9261 section 4 | A client asks the server for a proof of identity of a further name, after the handshake. | 握手之后，客户端要求服务器再为另一个名称出示身份证明。
  ekt_key | RFC 8870 section 5.2 | Hands a key to the members of a conference call, with which the keys of their media are encrypted. | 把密钥发给会议成员，用来加密他们的媒体密钥。`;

/** Records, and what they carry besides the handshake. */
export const RECORDS = `
  record | RFC 8446 section 5.1 | The unit in which everything travels: a type, a length and at most 16 KiB, encrypted as soon as there are keys. | 一切内容的传输单位：类型、长度和至多 16 KiB 的数据，有了密钥之后即加密。
  change_cipher_spec | RFC 5246 section 7.1 | Up to TLS 1.2: what I send from here on is encrypted. TLS 1.3 sends it only to look familiar to old equipment. | TLS 1.2 及以前：我此后发送的都是加密的。TLS 1.3 发送它只是为了让旧设备觉得眼熟。
  alert | RFC 8446 section 6 | One side tells the other that it is done, or that something went wrong and the connection ends. | 一方告诉另一方：自己说完了，或者出了错、连接就此结束。
  data | RFC 8446 section 5.2 | What all of this is for: the bytes of the application, encrypted and protected against change. | 前面一切的目的所在：应用的数据，经过加密并防止篡改。
  heartbeat | RFC 6520 section 3 | A request that the other side must repeat back, to see that it is still there; known for the Heartbleed bug. | 要求对方原样送回的请求，用来确认对方仍在线；因 Heartbleed 漏洞而闻名。`;
