/**
 * The fixed fields of the hellos, and the extensions that settle the version.
 *
 * @module
 */

/** ClientHello, ServerHello, HelloRetryRequest and their like. */
export const HELLOS = `
  legacy_version | RFC 8446 section 4.1.2 | Up to TLS 1.2 the highest version the client speaks; frozen at 1.2 since, with the real list in supported_versions. | TLS 1.2 及以前表示客户端支持的最高版本；此后固定为 1.2，真正的版本在 supported_versions 中。
  server_hello/legacy_version | RFC 8446 section 4.1.3 | Up to TLS 1.2 the version chosen; frozen at 1.2 since, with the real choice in supported_versions. | TLS 1.2 及以前表示选定的版本；此后固定为 1.2，真正的选择在 supported_versions 中。
  hello_retry_request/legacy_version | RFC 8446 section 4.1.3 | Frozen at TLS 1.2 so that old equipment lets it pass; the version chosen is in supported_versions. | 固定为 TLS 1.2，以便旧设备放行；选定的版本在 supported_versions 中。
  random | RFC 8446 section 4.1.2 | 32 fresh random bytes from the client, so that no two handshakes and no two sets of keys are alike. | 客户端新生成的 32 个随机字节，使每次握手和每组密钥都互不相同。
  server_hello/random | RFC 8446 section 4.1.3 | 32 fresh random bytes from the server; the last 8 give it away if someone talked the two down to an older version. | 服务器新生成的 32 个随机字节；若有人诱使双方降到旧版本，最后 8 字节会露出破绽。
  hello_retry_request/random | RFC 8446 section 4.1.3 | Not random: a fixed value that tells this message apart from a ServerHello, whose form it has. | 并非随机数，而是固定值，用来把此消息与同样格式的 ServerHello 区分开。
  legacy_session_id | RFC 8446 section 4.1.2 | Up to TLS 1.2 names a session to take up again; in TLS 1.3 mostly filler that makes it look like TLS 1.2. | TLS 1.2 及以前用来指明要恢复的会话；在 TLS 1.3 中多半只是为了看起来像 TLS 1.2。
  legacy_session_id_echo | RFC 8446 section 4.1.3 | In TLS 1.3 the client's session ID sent back; before, the session's name: the client's own if it is taken up. | 在 TLS 1.3 中原样送回客户端的会话 ID；此前是会话的名称，与客户端所给相同即表示恢复会话。
  cipher_suites | RFC 8446 section 4.1.2 | The combinations of algorithms the client offers to protect the connection with, the one it likes best first. | 客户端愿意用来保护连接的算法组合，最偏好的排在最前。
  cipher_suite | RFC 8446 section 4.1.2 | One offer: a cipher and a hash in TLS 1.3; before, also how keys are agreed on and identities proved. | 一项提议：在 TLS 1.3 中是加密算法和哈希算法；此前还包括密钥协商与身份认证的方式。
  server_hello/cipher_suite | RFC 8446 section 4.1.3 | The one combination of algorithms the server picked from the client's list to protect the connection with. | 服务器从客户端列表中选定的那一种算法组合，用来保护此连接。
  hello_retry_request/cipher_suite | RFC 8446 section 4.1.4 | The combination of algorithms the server picked; it has to stay with it in the ServerHello. | 服务器选定的算法组合；在随后的 ServerHello 中不得再改。
  legacy_compression_methods | RFC 8446 section 4.1.2 | How data might be compressed before encryption: in TLS 1.3 only not at all, since sizes gave secrets away. | 加密之前如何压缩数据：TLS 1.3 只允许不压缩，因为压缩后的长度曾泄露秘密。
  compression_method | RFC 8446 section 4.1.2 | One way to compress; 0 means none, and every client has to offer that. | 一种压缩方式；0 表示不压缩，每个客户端都必须提供。
  legacy_compression_method | RFC 8446 section 4.1.3 | How data is compressed before encryption; in TLS 1.3 always 0, not at all. | 加密之前如何压缩数据；在 TLS 1.3 中恒为 0，即不压缩。
  server_version | RFC 6347 section 4.2.1 | The version in which the server asks for the cookie; it does not settle what the two will speak. | 服务器索要 cookie 时使用的版本，并不决定双方最终采用的版本。
  hello_verify_request/cookie | RFC 6347 section 4.2.1 | What the client has to send back to show that it receives what is sent to its address. | 客户端必须送回的内容，以证明发往其地址的数据它确实能收到。
  hash | RFC 8446 section 4.4.1 | The hash of the first ClientHello, which thereby counts in every later proof without being kept. | 第一个 ClientHello 的哈希；无需保留原文，它就能计入之后的每一次证明。`;

/** The version, the cookie, and what ties handshakes together. */
export const VERSIONS = `
  versions | RFC 8446 section 4.2.1 | The versions of TLS the client speaks, the one it likes best first. | 客户端支持的 TLS 版本，最偏好的排在最前。
  version | RFC 8446 section 4.2.1 | One version the client speaks; an older server does not know this list and goes by legacy_version. | 客户端支持的一个版本；旧服务器不认识此列表，只看 legacy_version。
  selected_version | RFC 8446 section 4.2.1 | The version the server chose; whatever it is, it stands here and not in the old version field. | 服务器选定的版本；写在这里，而不在旧的版本字段中。
  extension_data/cookie | RFC 8446 section 4.2.2 | What the server wants back in the second ClientHello: its notes on the first, so that it need not keep any. | 服务器希望在第二个 ClientHello 中收回的内容：即它对第一个的记录，这样自己就不必保存。
  renegotiated_connection | RFC 5746 section 3.2 | Empty in a first handshake; in a further one the verify_data of the one before, which proves the two belong together. | 首次握手时为空；再次握手时是上一次的 verify_data，证明两次握手属于同一对通信方。
  flags | draft-ietf-tls-tlsflags | One bit for each thing the sender supports, in place of an extension that would have nothing else to say. | 每一位表示发送方支持的一项功能，以此代替没有其他内容的扩展。`;
