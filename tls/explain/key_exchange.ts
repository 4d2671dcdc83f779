/**
 * How the two sides agree on a secret: in extensions since TLS 1.3, in messages of their own before.
 *
 * @module
 */

/** Groups and key shares. */
export const KEY_SHARES = `
  named_group_list | RFC 8446 section 4.2.7 | The list of groups, in the order in which the sender prefers them. | 群的列表，按发送方的偏好排列。
  named_group | RFC 8446 section 4.2.7 | One group: a curve, a finite field, or a hybrid that also withstands quantum computers. | 一个群：椭圆曲线、有限域，或还能抵御量子计算机的混合群。
  client_shares | RFC 8446 section 4.2.8 | A public key for each group the client guesses the server will take; an empty list asks the server to choose. | 客户端猜测服务器会选用的各个群的公钥；空列表表示请服务器来选。
  key_share_entry | RFC 8446 section 4.2.8 | One offer: a group, and a fresh public key of the client in it. | 一项提议：一个群，以及客户端在该群中新生成的公钥。
  server_share | RFC 8446 section 4.2.8 | The group the server took from the client's offers, and its own fresh public key in it. | 服务器从客户端提议中选定的群，以及自己在该群中新生成的公钥。
  group | RFC 8446 section 4.2.8 | The group the public key belongs to; both sides have to compute in the same one. | 公钥所属的群；双方必须在同一个群中计算。
  selected_group | RFC 8446 section 4.2.8 | The group the server wants a key in; the client sends one in its second ClientHello. | 服务器想要哪个群的公钥；客户端在第二个 ClientHello 中发送。
  key_exchange | RFC 8446 section 4.2.8 | The public key itself; the private key that belongs to it never leaves the sender and is thrown away afterwards. | 公钥本身；对应的私钥从不离开发送方，用后即弃。
  x25519_public_key | RFC 8446 section 4.2.8.2 | A point of Curve25519 of which 32 bytes are enough; made anew for this connection. | Curve25519 上的一个点，32 字节即可表示；专为此连接新生成。
  x448_public_key | RFC 8446 section 4.2.8.2 | A point of Curve448 of which 56 bytes are enough; made anew for this connection. | Curve448 上的一个点，56 字节即可表示；专为此连接新生成。
  dh_public_value | RFC 8446 section 4.2.8.1 | The public value of a Diffie-Hellman exchange: a power of the generator, modulo a large prime. | Diffie-Hellman 交换的公开值：生成元的幂对大素数取模的结果。
  ec_point | RFC 8446 section 4.2.8.2 | A point of the curve, which is the public key; given by both its coordinates. | 曲线上的一个点，即公钥；由两个坐标给出。
  legacy_form | RFC 8446 section 4.2.8.2 | Always 4, for both coordinates in full; other ways of writing a point are gone since TLS 1.3. | 恒为 4，表示完整给出两个坐标；TLS 1.3 起不再有其他写法。
  X | RFC 8446 section 4.2.8.2 | The first coordinate of the point, as long as the field of the curve demands. | 点的第一个坐标，长度由曲线所在的域决定。
  Y | RFC 8446 section 4.2.8.2 | The second coordinate; with the first it must satisfy the curve's equation, which the receiver checks. | 点的第二个坐标；两个坐标必须满足曲线方程，接收方会检查。
  mlkem_encapsulation_key | RFC 10024 section 3 | The client's ML-KEM key: the server locks a secret with it that not even a quantum computer should get out. | 客户端的 ML-KEM 公钥：服务器用它封装一个秘密，量子计算机也应当无法取出。
  mlkem_ciphertext | RFC 10024 section 3 | A secret the server locked with the client's ML-KEM key; only the client can open it. | 服务器用客户端 ML-KEM 公钥封装的秘密，只有客户端能打开。
  ec_point_format_list | RFC 8422 section 5.1.2 | The list of formats, in the order in which the sender prefers them. | 格式的列表，按发送方的偏好排列。
  ec_point_format | RFC 8422 section 5.1.2 | One way to write a point of a curve; only uncompressed is left in use. | 曲线上点的一种写法；如今只使用未压缩格式。`;

/** ServerKeyExchange and ClientKeyExchange. */
export const KEY_EXCHANGE_MESSAGES = `
  params | RFC 5246 section 7.4.3 | The server's values for the key exchange: exactly the bytes that the signature below covers. | 服务器用于密钥交换的参数：正是下方签名所覆盖的字节。
  curve_type | RFC 8422 section 5.4 | How the curve is told: by name, or formerly spelled out in numbers. | 曲线的表示方式：按名称，或像过去那样用数字写出参数。
  named_curve | RFC 8422 section 5.4 | The curve the server picked from the client's supported_groups. | 服务器从客户端的 supported_groups 中选定的曲线。
  public | RFC 8422 section 5.4 | The server's fresh public key, made for this connection: a point of that curve. | 服务器为此连接新生成的公钥，是上述曲线上的一个点。
  dh_p | RFC 5246 section 7.4.3 | The large prime the exchange computes with; the server chose it, which the client can hardly judge. | 交换所用的大素数；由服务器选定，客户端很难判断其好坏。
  dh_g | RFC 5246 section 7.4.3 | The generator: the number of which both sides take a secret power. | 生成元：双方各自对它取一个秘密的幂次。
  dh_Ys | RFC 5246 section 7.4.3 | The server's public value: the generator to the power of its secret, modulo the prime. | 服务器的公开值：生成元的秘密次幂对素数取模。
  rsa_modulus | RFC 4346 section 7.4.3 | The modulus of a short RSA key for export ciphers: easy to break on purpose, forbidden today. | 出口级密码所用短 RSA 密钥的模数：故意做得易破解，如今已被禁止。
  rsa_exponent | RFC 4346 section 7.4.3 | The exponent of a short RSA key for export ciphers, with which the client encrypts its secret. | 出口级密码所用短 RSA 密钥的指数，客户端用它加密自己的秘密。
  psk_identity_hint | RFC 4279 section 2 | A hint to the client which of its shared keys this server knows. | 提示客户端：此服务器认识它的哪一个预共享密钥。
  srp_N | RFC 5054 section 2.5.3 | The large prime that the exchange computes with instead of sending the password. | 交换计算所用的大素数；借此计算，密码本身不必发送。
  srp_g | RFC 5054 section 2.5.3 | The generator: the number of which both sides take secret powers. | 生成元：双方各自对它取秘密的幂次。
  srp_s | RFC 5054 section 2.5.3 | The salt that is mixed into the password, so that equal passwords do not look equal. | 混入密码的盐值，使相同的密码看起来不同。
  srp_B | RFC 5054 section 2.5.3 | The server's public value, made from what it keeps in place of the password. | 服务器的公开值，由它代替密码保存的数据算出。
  encrypted_premaster_secret | RFC 5246 section 7.4.7.1 | The client's secret, encrypted for the key of the server's certificate: who gets that key later can read it all. | 客户端的秘密，用服务器证书的密钥加密：日后得到该密钥者可读出全部内容。
  dh_Yc | RFC 5246 section 7.4.7.2 | The client's public value: with its own secret the server computes the same key from it. | 客户端的公开值：服务器用自己的秘密由它算出相同的密钥。
  ecdh_Yc | RFC 8422 section 5.7 | The client's public key, a point of the curve: with its own secret the server computes the same key from it. | 客户端的公钥，是曲线上的一个点：服务器用自己的秘密由它算出相同的密钥。
  client_key_exchange/psk_identity | RFC 4279 section 2 | The name of the shared key the client wants to use; the key itself is never sent. | 客户端想使用的预共享密钥的名称；密钥本身从不发送。
  srp_A | RFC 5054 section 2.5.4 | The client's public value: the server can tell from it that the client knows the password. | 客户端的公开值：服务器由此能判断客户端知道密码。
  exchange_keys | RFC 5246 section 7.4.7 | The client's part, left as it is: without the cipher suite nobody can tell its form. | 客户端的部分，原样保留：不知道密码套件就无法判断其格式。`;

/** Curves spelled out in numbers, which RFC 8422 has done away with. */
export const EXPLICIT_CURVES = `
  prime_p | RFC 4492 section 5.4 | The prime that this curve computes modulo. Who accepts curves of the other side's making may be given a weak one. | 此曲线运算所模的素数。谁若接受对方自造的曲线，就可能拿到薄弱的曲线。
  m | RFC 4492 section 5.4 | How many bits an element of the curve's field has, which is one of characteristic 2. | 曲线所在的特征为 2 的域中，每个元素有多少位。
  basis | RFC 4492 section 5.4 | How many terms the polynomial has by which the field computes: three or five. | 该域运算所用的多项式有几项：三项或五项。
  k | RFC 4492 section 5.4 | The exponent of the middle term of the polynomial with three terms. | 三项式中间一项的指数，由此确定该多项式。
  k1 | RFC 4492 section 5.4 | The smallest exponent in the middle of the polynomial with five terms. | 五项式中间各项里最小的指数。
  k2 | RFC 4492 section 5.4 | The second exponent in the middle of the polynomial with five terms. | 五项式中间各项里居中的指数。
  k3 | RFC 4492 section 5.4 | The largest exponent in the middle of the polynomial with five terms. | 五项式中间各项里最大的指数。
  curve | RFC 4492 section 5.4 | The two coefficients that, together with the field, make up the curve. | 两个系数，与所在的域一起确定这条曲线。
  a | RFC 4492 section 5.4 | The first coefficient of the equation that all points of the curve satisfy. | 曲线上所有点都满足的方程的第一个系数。
  b | RFC 4492 section 5.4 | The second coefficient of the equation that all points of the curve satisfy. | 曲线上所有点都满足的方程的第二个系数。
  base | RFC 4492 section 5.4 | The point both sides begin with: each multiplies it by a secret number. | 双方共同的起点：各自用一个秘密数乘以它。
  order | RFC 4492 section 5.4 | How many different points there are among the multiples of the base point. | 基点的倍数中共有多少个不同的点。
  cofactor | RFC 4492 section 5.4 | How many times as many points the whole curve has as the base point reaches. | 整条曲线的点数是基点所能到达点数的多少倍。`;
