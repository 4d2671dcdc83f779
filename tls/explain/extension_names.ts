/**
 * What each extension is for.
 *
 * @module
 */

/** Extensions that TLS 1.3 defines itself. */
export const CORE_EXTENSIONS = `
  supported_versions | RFC 8446 section 4.2.1 | Settles the version: the client lists those it speaks, the server names the one it chose. | 确定版本：客户端列出自己支持的版本，服务器说出所选的那一个。
  supported_groups | RFC 8446 section 4.2.7 | The curves and other groups the sender can agree on a secret in, the one it likes best first. | 发送方可用来协商密钥的曲线及其他群，最偏好的排在最前。
  key_share | RFC 8446 section 4.2.8 | Public keys from which both sides compute one secret that nobody listening can compute. | 双方的公钥：由此能算出同一个秘密，而旁听者算不出来。
  signature_algorithms | RFC 8446 section 4.2.3 | The ways of signing the sender can check; the other side has to prove its identity in one of them. | 发送方能够验证的签名方式；对方必须用其中一种证明身份。
  signature_algorithms_cert | RFC 8446 section 4.2.3 | The ways of signing the sender accepts inside certificates, where they differ from those in the handshake. | 发送方在证书内部接受的签名方式，仅在与握手中不同时才需要。
  pre_shared_key | RFC 8446 section 4.2.11 | A key the two sides have in common already, mostly from an earlier visit: the server need not prove itself anew. | 双方已共有的密钥，多半来自上次连接；有了它，服务器不必重新证明身份。
  psk_key_exchange_modes | RFC 8446 section 4.2.9 | Whether a key shared beforehand may be used alone or only together with fresh keys, which protect better. | 预共享密钥可以单独使用，还是必须与新密钥一起使用（后者更安全）。
  early_data | RFC 8446 section 4.2.10 | Data sent before the handshake is done (0-RTT): it saves a round trip, but an attacker could send it again. | 握手完成之前就发送的数据（0-RTT）：省去一次往返，但攻击者可能重放。
  cookie | RFC 8446 section 4.2.2 | A note the server gives with its request for a second ClientHello and gets back with it. | 服务器要求重发 ClientHello 时附上的信息，客户端重发时原样带回。
  certificate_authorities | RFC 8446 section 4.2.4 | The authorities the sender trusts, so that the other side can pick a certificate that will be accepted. | 发送方信任的颁发机构，好让对方挑选会被接受的证书。
  oid_filters | RFC 8446 section 4.2.5 | What a client's certificate must say in its extensions to be of use to the server. | 服务器要求客户端证书的扩展中必须含有的内容。
  post_handshake_auth | RFC 8446 section 4.2.6 | The client is willing to show a certificate later, when the server asks for one after the handshake. | 客户端表示：握手结束后若服务器要求，自己愿意出示证书。`;

/** Extensions about whom the client wants to reach and what for, and about limits. */
export const COMMON_EXTENSIONS = `
  server_name | RFC 6066 section 3 | The host the client wants to reach, so that one address can serve many names; everybody on the way can read it. | 客户端想访问的主机名，使一个地址可以服务多个域名；途中任何人都能看到。
  application_layer_protocol_negotiation | RFC 7301 section 3.1 | Settles what will be spoken inside the connection, such as HTTP/2, without a further round trip. | 确定连接之内使用的应用层协议（如 HTTP/2），无需额外往返。
  next_protocol_negotiation | draft-agl-tls-nextprotoneg | The forerunner of ALPN: here the server lists protocols and the client picks one in secret. | ALPN 的前身：由服务器列出协议，客户端秘密选定其一。
  application_settings | draft-vvv-tls-alps | Settings of the application protocol, exchanged in the handshake so that they are known from the first byte. | 应用层协议的设置，在握手中交换，使双方从第一个字节起就知道。
  application_settings_old | draft-vvv-tls-alps | The same as application_settings, under the number that earlier versions of browsers used. | 与 application_settings 相同，是早期浏览器版本使用的编号。
  max_fragment_length | RFC 6066 section 4 | The client asks for smaller records, because it has little memory or a slow link. | 客户端因内存小或链路慢而请求使用更小的记录。
  record_size_limit | RFC 8449 section 4 | The largest record the sender is willing to receive, for devices with little memory. | 发送方愿意接收的最大记录长度，供内存小的设备使用。
  padding | RFC 7685 section 3 | Zeros that make the ClientHello longer, because some servers fail at certain sizes. | 用来加长 ClientHello 的零字节，因为有些服务器遇到特定长度会出错。
  heartbeat | RFC 6520 section 2 | Whether the sender answers messages that merely check whether it is still there. | 发送方是否会回应那些只为确认其仍在线的消息。
  ec_point_formats | RFC 8422 section 5.1.2 | How the sender can read points of elliptic curves; today always uncompressed, and not used by TLS 1.3. | 发送方能读取的椭圆曲线点格式；如今总是未压缩格式，TLS 1.3 不再使用。
  encrypt_then_mac | RFC 7366 section 2 | Encrypts first and adds the checksum after, the safe order for the CBC ciphers of TLS 1.2. | 先加密再计算校验值：对 TLS 1.2 的 CBC 密码而言，这才是安全的顺序。
  extended_main_secret | RFC 7627 section 5.1 | Ties the keys of TLS 1.2 to the whole handshake, so that no attacker can make two connections share them. | 把 TLS 1.2 的密钥与整个握手绑定，使攻击者无法让两个连接共用密钥。
  renegotiation_info | RFC 5746 section 3.2 | Ties a further handshake on the connection to the one before, so that nobody can slip in ahead of it. | 把同一连接上的再次握手与上一次绑定，防止有人抢先插入。
  truncated_hmac | RFC 6066 section 7 | Shortens the checksum of each record to save bytes; insecure by now and not to be used. | 缩短每条记录的校验值以节省字节；如今已不安全，不应使用。
  tls_flags | draft-ietf-tls-tlsflags | Several yes-or-no answers in a few bits, instead of one extension for each. | 用几个比特表示多个是或否，不必各用一个扩展。
  encrypted_client_hello | RFC 9849 section 5 | Hides the real ClientHello, with the name of the server in it, from everybody but the server. | 把真正的 ClientHello（包括其中的服务器名）对服务器以外的所有人隐藏。
  ech_outer_extensions | RFC 9849 section 5.1 | Stands in the hidden ClientHello for extensions that are taken over from the visible one, to save space. | 在隐藏的 ClientHello 中代替那些沿用外层内容的扩展，以节省空间。
  encrypted_server_name | draft-ietf-tls-esni | An early attempt to hide the name of the server alone; encrypted_client_hello has replaced it. | 早期只隐藏服务器名的尝试，已被 encrypted_client_hello 取代。
  quic_transport_parameters | RFC 9001 section 8.2 | How much the sender of a QUIC connection can take and for how long it waits, agreed on within the handshake. | QUIC 连接的发送方能接收多少数据、等待多久，在握手中一并约定。
  quic_transport_parameters (draft) | draft-ietf-quic-tls | The same as quic_transport_parameters, under the number used before QUIC was a standard. | 与 quic_transport_parameters 相同，是 QUIC 成为标准之前使用的编号。`;

/** Extensions about certificates and other identities. */
export const IDENTITY_EXTENSIONS = `
  status_request | RFC 6066 section 8 | Asks for, or beside a certificate carries, fresh proof by the authority that it has not been revoked. | 请求颁发机构新近出具的证书未被吊销的证明；在证书旁则携带该证明。
  status_request_v2 | RFC 6961 section 2.2 | Asks for proof that no certificate of the whole chain has been revoked, not only the first. | 请求证明整条证书链（而不仅是第一张证书）都未被吊销。
  signed_certificate_timestamp | RFC 6962 section 3.3.1 | Proof that the certificate stands in public logs, where one that was issued in secret would be noticed. | 证明证书已记入公开日志；暗中签发的证书会在那里被发现。
  transparency_info | RFC 9162 section 6 | The newer form of the proof that the certificate stands in public logs. | 证书已记入公开日志之证明的较新形式。
  compress_certificate | RFC 8879 section 3 | The ways of compressing certificates the sender can undo, to make the handshake smaller. | 发送方能够解压的证书压缩方式，用来缩小握手。
  client_certificate_type | RFC 7250 section 3 | In which form the client can show its identity: a certificate, or a bare public key. | 客户端能以何种形式表明身份：证书，或仅一个公钥。
  server_certificate_type | RFC 7250 section 3 | In which form the server may show its identity: a certificate, or a bare public key. | 服务器可以何种形式表明身份：证书，或仅一个公钥。
  cert_type | RFC 6091 section 3 | Which kind of certificates can be used, X.509 or OpenPGP; out of use since TLS 1.3. | 可以使用哪种证书：X.509 或 OpenPGP；TLS 1.3 起不再使用。
  delegated_credential | RFC 9345 section 4 | A key that holds for a few days, signed by the certificate's key, which can then stay off the server. | 只在几天内有效的密钥，由证书的密钥签名；证书的密钥便不必放在服务器上。
  trusted_ca_keys | RFC 6066 section 6 | The authorities the client has keys of, so that the server can pick a certificate it will accept. | 客户端持有哪些颁发机构的密钥，好让服务器挑选会被接受的证书。
  trust_anchors | draft-ietf-tls-trust-anchor-ids | Short names of the authorities a side trusts or can offer, so that the server can pick among its certificates. | 一方信任或可提供的颁发机构的简短标识，供服务器在多张证书中选择。
  client_certificate_url | RFC 6066 section 5 | The client offers to send the web address of its certificate instead of the certificate. | 客户端提出不发送证书本身，而发送证书的网址。
  cached_info | RFC 7924 section 3 | What the client kept from an earlier handshake and the server therefore need not send again. | 客户端从以前的握手中保存的内容，服务器因此不必再次发送。
  dnssec_chain | RFC 9102 section 2 | Signed DNS records that vouch for the server's certificate or key, sent along to spare the client asking. | 为服务器证书或密钥作保的已签名 DNS 记录，随握手发送，客户端无需再查询。
  ticket_pinning | RFC 8672 section 4 | A ticket by which the client recognizes the same server later, even if an authority is deceived. | 客户端日后借以认出同一服务器的票据，即使颁发机构受骗也有效。
  tls_cert_with_extern_psk | RFC 8773 section 5 | Uses a key shared beforehand in addition to certificates, as a safeguard against quantum computers. | 在证书之外再使用预共享密钥，以防范量子计算机。
  user_mapping | RFC 4681 section 2 | How the client can name its user, for servers that cannot tell from the certificate. | 客户端能以何种方式说明用户是谁，供无法从证书判断的服务器使用。
  client_authz | RFC 5878 section 2.1 | In which forms the client can prove what it is allowed to do. | 客户端能以哪些形式证明自己拥有的权限。
  server_authz | RFC 5878 section 2.2 | In which forms the server can prove what it is allowed to do. | 服务器能以哪些形式证明自己拥有的权限。
  srp | RFC 5054 section 2.5.1 | The name of a user who logs in with a password that is never sent; only up to TLS 1.2. | 以密码登录的用户名，密码本身从不发送；仅用于 TLS 1.2 及以前。
  pwd_protect | RFC 8492 section 4 | The name, encrypted, of a user who logs in with a password that is never sent. | 以密码登录的用户名（加密后的），密码本身从不发送。
  pwd_clear | RFC 8492 section 4 | The name, in the clear, of a user who logs in with a password that is never sent. | 以密码登录的用户名（明文），密码本身从不发送。
  password_salt | RFC 8492 section 4 | A value mixed into the password before it is hashed, so that equal passwords do not look equal. | 在对密码取哈希前混入的值，使相同的密码看起来不同。
  token_binding | RFC 8472 section 2 | Ties cookies and other tokens to a key of the client, so that stolen ones are worth nothing. | 把 cookie 等令牌与客户端的密钥绑定，被盗后便毫无用处。
  channel_id | draft-balfanz-tls-channelid | The client proves that it holds a lasting key, to which a server can tie its cookies; never a standard. | 客户端证明持有一个长期密钥，服务器可将 cookie 与之绑定；从未成为标准。
  channel_id_old | draft-balfanz-tls-channelid | The same as channel_id, under the number that an earlier draft used. | 与 channel_id 相同，是早期草案使用的编号。`;

/** Extensions about earlier sessions. */
export const SESSION_EXTENSIONS = `
  session_ticket | RFC 5077 section 3.2 | A ticket of an earlier TLS 1.2 session, which the server can take up again without having kept anything. | 以前 TLS 1.2 会话的票据，服务器无需保存任何状态即可恢复会话。
  ticket_request | RFC 9149 section 3 | How many tickets the client would like for later connections, so that the server sends neither too few nor too many. | 客户端希望得到多少张供日后连接使用的票据，以免服务器发得太少或太多。`;

/** Extensions for calls over DTLS, and those hardly ever met. */
export const RARE_EXTENSIONS = `
  use_srtp | RFC 5764 section 4.1.1 | The handshake is to yield keys for the sound and pictures of a call; this settles how they are protected. | 由此次握手导出通话音视频的密钥，并约定保护方式。
  supported_ekt_ciphers | RFC 8870 section 5.2 | The ciphers the sender can use to hand media keys to the members of a conference. | 发送方可用来向会议成员分发媒体密钥的密码算法。
  external_id_hash | RFC 8844 section 3.2 | Ties the connection to an identity vouched for elsewhere, so that it cannot be attributed to someone else. | 把连接与他处已担保的身份绑定，防止被张冠李戴。
  external_session_id | RFC 8844 section 4.3 | Ties the connection to the call that was arranged elsewhere, so that it cannot be attributed to another one. | 把连接与他处约定的通话绑定，防止被当成另一通话。
  connection_id | RFC 9146 section 3 | DTLS: a label by which records are told apart even if the sender's address changes on the way. | DTLS：用来区分记录的标签，即使发送方地址中途改变也能识别。
  connection_id (deprecated) | RFC 9146 section 3 | The same as connection_id, under the number that a draft used before the standard. | 与 connection_id 相同，是标准之前的草案使用的编号。
  rrc | RFC 9853 section 3 | DTLS: the sender can check that the other side is really reached at an address before sending much to it. | DTLS：在向某地址大量发送之前，发送方能确认对方确实在那里。
  sequence_number_encryption_algorithms | draft-pismenny-tls-dtls-plaintext-sequence-number | DTLS 1.3: whether the numbers of records are encrypted or left readable for hardware. | DTLS 1.3：记录的序号是加密，还是为硬件处理而保留明文。
  tls_lts | draft-gutmann-tls-lts | A profile of TLS 1.2 with the weak parts left out, meant for devices in use for decades. | 去掉薄弱部分的 TLS 1.2 方案，供要使用几十年的设备采用。
  TLMSP | ETSI TS 103 523-2 | A variant of TLS in which both sides let known devices on the way read or change parts of what is sent. | TLS 的变体：双方允许途中已知的设备读取或修改部分内容。
  TLMSP_proxying | ETSI TS 103 523-2 | Belongs to TLMSP, a variant of TLS in which known devices on the way take part; not decoded here. | 属于 TLMSP（途中已知设备可以参与的 TLS 变体），此处不解码。
  TLMSP_delegate | ETSI TS 103 523-2 | Belongs to TLMSP, a variant of TLS in which known devices on the way take part; not decoded here. | 属于 TLMSP（途中已知设备可以参与的 TLS 变体），此处不解码。`;
