import codecs

print(codecs.lookup('utf8').name, codecs.encode('é', 'latin-1'), codecs.decode(b'\xc3\xa9'), codecs.encode('Hello', 'rot13'), codecs.encode(b'ab', 'hex'), codecs.decode(b'6162', 'hex'))
d = codecs.getincrementaldecoder('utf-8')()
print([d.decode(b) for b in (b'a\xc3', b'\xa9b', b'\xe2\x82', b'\xac')], d.decode(b'', True))
d = codecs.getincrementaldecoder('utf-16')()
print([d.decode(bytes([b])) for b in 'aé'.encode('utf-16')])
codecs.register_error('dots', lambda e: ('.' * (e.end - e.start), e.end))
print('aéb'.encode('ascii', 'dots'), b'a\xffb'.decode('ascii', 'dots'), codecs.lookup_error('dots') is not None)
for f in (lambda: codecs.lookup('nope'), lambda: codecs.lookup_error('nope'), lambda: 'a'.encode('rot13'), lambda: codecs.decode(b'\xff', 'utf-8')):
    try: f()
    except (LookupError, UnicodeDecodeError) as e: print(type(e).__name__, e)
def search(name):
    if name == 'shout': return codecs.CodecInfo(lambda s, e='strict': (s.upper().encode(), len(s)), lambda b, e='strict': (bytes(b).decode().lower(), len(b)), name='shout')
codecs.register(search)
print('abc'.encode('shout'), b'ABC'.decode('shout'))
print(codecs.replace_errors(UnicodeEncodeError('ascii', 'é', 0, 1, 'x')), codecs.BOM_UTF8, list(codecs.iterdecode([b'a\xc3', b'\xa9'], 'utf-8')), list(codecs.iterencode(['a', 'é'], 'utf-16')))
