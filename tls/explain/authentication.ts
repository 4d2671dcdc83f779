/**
 * How the two sides prove who they are: certificates, signatures, and the checksum over the handshake.
 *
 * @module
 */

/** Certificate, CertificateRequest and what asks for them. */
export const CERTIFICATES = `
  certificate_request_context | RFC 8446 section 4.3.2 | Tells which request a certificate answers; empty during the handshake, where there is only one. | 说明证书是答复哪个请求的；握手期间只有一个请求，故为空。
  certificate_list | RFC 8446 section 4.4.2 | The certificates, the sender's own first; each further one vouches for the one before. An empty list means none. | 证书列表，发送方自己的在最前，其后每张为前一张担保；空列表表示没有证书。
  certificate_entry | RFC 8446 section 4.4.2 | One certificate, and what the sender adds to it, such as proof that it is not revoked. | 一张证书及发送方附加的内容，例如未被吊销的证明。
  cert_data | RFC 8446 section 4.4.2 | The certificate itself, byte for byte as the authority signed it. | 证书本身，与颁发机构签名时逐字节一致。
  ASN1_subjectPublicKeyInfo | RFC 7250 section 3 | A bare public key instead of a certificate: the receiver has to know it from elsewhere. | 以公钥代替证书：接收方须从别处得知该公钥。
  cred/ASN1_subjectPublicKeyInfo | RFC 9345 section 4 | The public key that may sign in place of the certificate's own. | 可以代替证书自身密钥进行签名的公钥。
  algorithm | RFC 8446 section 4.4.3 | The signature scheme; it has to be one the other side said it can check. | 签名方案；必须是对方声明能够验证的一种。
  server_key_exchange/algorithm | RFC 5246 section 4.7 | How the signature that follows is made: a hash and a kind of key; before TLS 1.2 this is not said. | 后面的签名如何生成：哈希算法和密钥类型；TLS 1.2 之前不作说明。
  compressed_certificate/algorithm | RFC 8879 section 4 | How the certificates are compressed; one of the ways the other side offered. | 证书的压缩方式，是对方提出的方式之一。
  algorithms/algorithm | RFC 8879 section 3 | One way of compressing certificates that the sender can undo. | 发送方能够解压的一种证书压缩方式。
  algorithms | RFC 8879 section 3 | The list of compression methods, in the order the sender likes them. | 压缩方式的列表，按发送方的偏好排列。
  uncompressed_length | RFC 8879 section 4 | How long the message is once unpacked, so that no one can fill the receiver's memory with a tiny message. | 解压后消息的长度，防止有人用很小的消息占满接收方的内存。
  compressed_certificate_message | RFC 8879 section 4 | The compressed Certificate message, without the header of a handshake message. | 压缩后的 Certificate 消息，不含握手消息头部。
  signature | RFC 8446 section 4.4.3 | The signature: only the holder of the private key could make it, anyone with the public key can check it. | 签名：只有私钥持有者才能生成，任何人用公钥都能验证。
  server_key_exchange/signature | RFC 5246 section 7.4.3 | Signs both random values and the parameters with the key of the certificate: proof that they come from the server. | 用证书的密钥对双方随机数和参数签名，证明这些参数来自该服务器。
  verify_data | RFC 8446 section 4.4.4 | The checksum over all messages so far, made with a key only the two sides have. | 对此前全部消息计算的校验值，所用密钥只有双方知道。
  certificate_types | RFC 5246 section 7.4.4 | The kinds of keys a client's certificate may have for the server to accept it. | 服务器可接受的客户端证书密钥类型。
  extension_data/certificate_types | RFC 7250 section 3 | The kinds of certificates the client can use, the one it likes best first. | 客户端可以使用的证书类型，最偏好的排在最前。
  certificate_type | RFC 5246 section 7.4.4 | One kind of key that the certificate may have, and how it may be signed. | 证书可用的一种密钥类型及其签名方式。
  extension_data/certificate_type | RFC 7250 section 3 | The kind of certificate the server chose from the client's list. | 服务器从客户端列表中选定的证书类型。
  extension_data/certificate_types/certificate_type | RFC 7250 section 3 | One kind of certificate the client can use: X.509, a bare public key, or formerly OpenPGP. | 客户端能够使用的一种证书：X.509、仅一个公钥，或过去的 OpenPGP。
  certificate_request/certificate_authorities | RFC 5246 section 7.4.4 | The authorities the server trusts, so that the client can pick a certificate that will be accepted. | 服务器信任的颁发机构，好让客户端挑选会被接受的证书。
  authorities | RFC 8446 section 4.2.4 | The list of authorities the sender trusts, each by its name. | 发送方信任的颁发机构列表，每个以名称表示。
  distinguished_name | RFC 8446 section 4.2.4 | The name of one authority, written as it stands in its certificate. | 一个颁发机构的名称，与其证书中所写一致。
  supported_signature_algorithms | RFC 8446 section 4.2.3 | The list of signature schemes, in the order the sender likes them. | 签名方案的列表，按发送方的偏好排列。
  signature_scheme | RFC 8446 section 4.2.3 | One scheme the sender can check: the kind of key, how it signs, and the hash. | 发送方能验证的一种签名方案：密钥类型、签名方式和哈希算法。
  filters | RFC 8446 section 4.2.5 | The list of demands on the client's certificate, all of which it has to meet. | 对客户端证书的要求列表，证书须逐项满足。
  oid_filter | RFC 8446 section 4.2.5 | One demand: an extension the certificate must have, and what it must contain. | 一项要求：证书必须有的扩展及其必须包含的内容。
  certificate_extension_oid | RFC 8446 section 4.2.5 | The object identifier of the certificate extension that is demanded. | 所要求的证书扩展的对象标识符。
  certificate_extension_values | RFC 8446 section 4.2.5 | What the extension must contain, in DER; empty if it is enough that it is there. | 该扩展必须包含的内容（DER）；为空表示只要存在即可。
  cred | RFC 9345 section 4 | What the certificate's key has signed: a key, what it may do, and until when. | 证书密钥所签署的内容：一个密钥、其用途和期限。
  valid_time | RFC 9345 section 4 | Until when the credential holds, counted in seconds from the start of the certificate's validity. | 凭证的有效期限，自证书有效期起点起以秒计。
  dc_cert_verify_algorithm | RFC 9345 section 4 | How the delegated key signs the handshake; it must not be used in another way. | 被委托的密钥以何种方式对握手签名；不得用于其他方式。
  delegated_credential/extension_data/algorithm | RFC 9345 section 4 | The scheme with which the certificate's own key signed this credential. | 证书自身的密钥签署此凭证所用的签名方案。
  delegated_credential/extension_data/signature | RFC 9345 section 4 | The signature by which the certificate's key lends its authority to the new key. | 证书的密钥借此签名把权限授予新的密钥。`;

/** Revocation, and the certificates' appearance in public logs. */
export const STATUS = `
  status_type | RFC 6066 section 8 | Which kind of proof it is about; OCSP is the only one in use. | 涉及哪种证明；实际使用的只有 OCSP。
  ocsp_response | RFC 6066 section 8 | The authority's signed statement that the certificate is good, which saves the client from asking itself. | 颁发机构签名的声明，说明证书有效，客户端便不必自己查询。
  ocsp_response_list | RFC 6961 section 2.2 | One statement for each certificate of the chain, the server's own first. | 证书链中每张证书各一份声明，服务器自己的在最前。
  response | RFC 6066 section 8 | A proof of a kind that is not known here, whose bytes are left as they are. | 此处未知类型的证明，其字节原样保留。
  responder_id_list | RFC 6066 section 8 | The OCSP responders the client trusts; empty if it leaves the choice to the server. | 客户端信任的 OCSP 响应方；为空表示由服务器选择。
  responder_id | RFC 6066 section 8 | One responder the client trusts, by its name or the hash of its key. | 客户端信任的一个响应方，以名称或其公钥的哈希表示。
  request_extensions | RFC 6066 section 8 | What the client would add to the question if it asked the responder itself; usually empty. | 若客户端自行查询会附加的内容；通常为空。
  certificate_status_req_list | RFC 6961 section 2.2 | The kinds of proof the client accepts, the one it likes best first. | 客户端接受的证明类型，最偏好的排在最前。
  certificate_status_request_item | RFC 6961 section 2.2 | One kind of proof the client accepts, and what it should contain. | 客户端接受的一种证明，以及其中应有的内容。
  request | RFC 6961 section 2.2 | The details of the question: whose answer the client accepts. | 查询的细节：客户端接受谁的答复。
  sct_list | RFC 6962 section 3.3 | The statements of several logs, since a browser wants to hear of more than one. | 多个日志的声明，因为浏览器要求不止一份。
  serialized_sct | RFC 6962 section 3.3 | One log's signed promise that it has seen the certificate and will publish it. | 一个日志签名的承诺：它已见到该证书并会将其公开。
  sct_version | RFC 6962 section 3.2 | The version of the format; 0 stands for v1, the only one in use. | 格式的版本；0 表示 v1，也是唯一在用的版本。
  sct | RFC 6962 section 3.2 | A promise in a version that is not known here, left as it is. | 此处未知版本的承诺，原样保留。
  log_id | RFC 6962 section 3.2 | Which log made the promise: the SHA-256 hash of its public key. | 作出承诺的是哪个日志：其公钥的 SHA-256 哈希。
  timestamp | RFC 6962 section 3.2 | When the log saw the certificate, in milliseconds since 1970. | 日志见到该证书的时间，自 1970 年起以毫秒计。
  serialized_sct/extensions | RFC 6962 section 3.2 | Room for additions to the format; empty in v1 as it is used. | 为格式扩充预留的空间；在 v1 的实际使用中为空。
  serialized_sct/algorithm | RFC 6962 section 3.2 | How the log signs its promise: the hash and the kind of key. | 日志签署承诺的方式：哈希算法和密钥类型。
  serialized_sct/signature | RFC 6962 section 3.2 | The log's signature over the time and the certificate, which anyone can check with the log's public key. | 日志对时间和证书的签名，任何人都能用日志的公钥验证。
  port_number | RFC 9102 section 2 | The port of the service; DNS keeps its records about keys by port. | 服务的端口；DNS 中关于密钥的记录按端口存放。
  ext_support_lifetime | RFC 9102 section 2 | For how many hours at least the server will go on sending the records, so that their absence means an attack. | 服务器至少还会继续发送这些记录多少小时，期间若缺失即意味着攻击。
  authentication_chain | RFC 9102 section 2 | The signed DNS records from the root of DNS down to the one about this server. | 从 DNS 根一直到此服务器的已签名 DNS 记录。`;
