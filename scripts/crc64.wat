;; CRC-64/XZ (ECMA-182, reflected polynomial 0xC96C5795D7870F42) over a window of memory.
;;
;; Two steps. "fold" shortens a long message to its last 2101 to 2116 bytes without changing its remainder, with nothing
;; but XOR of 16 bytes at a time. "slice" then divides what is left by tables, 16 bytes a step ("slicing-by-16").
;;
;; Why fold is allowed: the generator polynomial P divides the sparse polynomial
;;   x^2101 + x^1476 + x^1456 + x^1424 + x^1372 + x^990 + x^851 + 1                       (S)
;; found by a meet-in-the-middle search; a test divides it. Squaring over GF(2) doubles exponents, so P divides S^8 as
;; well, which is S with x replaced by x^8: the same sum with exponents counted in bytes. A byte at position i may hence
;; be removed when it is added at the positions i + 2101 - e for the other exponents e: i + 625, 645, 677, 729, 1111,
;; 1250 and 2101. Read backwards, the folded byte at i is the message byte XOR the folded bytes at i - 625, i - 645 ...
;; i - 2101. The nearest of them is 625 bytes back, so a step of 16 bytes never reads what it writes. The idea is that
;; of S. Russell, "Chorba: A novel CRC32 implementation" (2024); the multiple for 64 bits is our own.
;;
;; Memory:      0  the CRC so far, then the new one (finished form, not the register)
;;           2048  16 tables of 256 words: table k holds the register for each byte followed by k zero bytes
;;          36864  the folded end of a message
;;          43008  zeros, standing for the bytes before a message; at least 2101
;;          45312  the window with the message, 65536 bytes
;; 110848 and up   not used
(module
  (memory (export "memory") 2)

  ;; Fills the tables. Call once.
  (func (export "prepare") (local $at i32) (local $word i64) (local $bits i32)
    (loop $next_byte
      (local.set $word (i64.extend_i32_u (local.get $at)))
      (local.set $bits (i32.const 8))
      (loop $next_bit
        (local.set $word
          (i64.xor
            (i64.shr_u (local.get $word) (i64.const 1))
            (i64.and
              (i64.const 0xC96C5795D7870F42)
              (i64.sub (i64.const 0) (i64.and (local.get $word) (i64.const 1))))))
        (br_if $next_bit (local.tee $bits (i32.sub (local.get $bits) (i32.const 1)))))
      (i64.store offset=2048 (i32.shl (local.get $at) (i32.const 3)) (local.get $word))
      (br_if $next_byte (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 256))))
    ;; Each further table appends one zero byte to the entries of the one before.
    (local.set $at (i32.const 0))
    (loop $next_word
      (local.set $word (i64.load offset=2048 (local.get $at)))
      (i64.store offset=4096 (local.get $at)
        (i64.xor
          (i64.shr_u (local.get $word) (i64.const 8))
          (i64.load offset=2048 (i32.shl (i32.and (i32.wrap_i64 (local.get $word)) (i32.const 255)) (i32.const 3)))))
      (br_if $next_word
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const 30720)))))

  ;; Divides the bytes from $at to $end, starting from and returning the register.
  (func $slice (param $at i32) (param $end i32) (param $register i64) (result i64)
    (local $first i64) (local $second i64) (local $last i32)
    (local.set $last (i32.sub (local.get $end) (i32.const 16)))
    (block $words_done (loop $next_words
      (br_if $words_done (i32.gt_s (local.get $at) (local.get $last)))
      (local.set $first (i64.xor (local.get $register) (i64.load align=1 (local.get $at))))
      (local.set $second (i64.load offset=8 align=1 (local.get $at)))
      ;; The second word goes first: it need not wait for the register of the step before.
      (i64.load offset=16384 (i32.shl (i32.and (i32.wrap_i64 (local.get $second)) (i32.const 255)) (i32.const 3)))
      (i64.load offset=14336 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 5))) (i32.const 2040)))
      i64.xor
      (i64.load offset=12288 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 13))) (i32.const 2040)))
      i64.xor
      (i64.load offset=10240 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 21))) (i32.const 2040)))
      i64.xor
      (i64.load offset=8192 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 29))) (i32.const 2040)))
      i64.xor
      (i64.load offset=6144 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 37))) (i32.const 2040)))
      i64.xor
      (i64.load offset=4096 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 45))) (i32.const 2040)))
      i64.xor
      (i64.load offset=2048 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $second) (i64.const 53))) (i32.const 2040)))
      i64.xor
      (i64.load offset=32768 (i32.shl (i32.and (i32.wrap_i64 (local.get $first)) (i32.const 255)) (i32.const 3)))
      i64.xor
      (i64.load offset=30720 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 5))) (i32.const 2040)))
      i64.xor
      (i64.load offset=28672 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 13))) (i32.const 2040)))
      i64.xor
      (i64.load offset=26624 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 21))) (i32.const 2040)))
      i64.xor
      (i64.load offset=24576 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 29))) (i32.const 2040)))
      i64.xor
      (i64.load offset=22528 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 37))) (i32.const 2040)))
      i64.xor
      (i64.load offset=20480 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 45))) (i32.const 2040)))
      i64.xor
      (i64.load offset=18432 (i32.and (i32.wrap_i64 (i64.shr_u (local.get $first) (i64.const 53))) (i32.const 2040)))
      i64.xor
      (local.set $register)
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next_words)))
    (block $bytes_done (loop $next_byte
      (br_if $bytes_done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $register
        (i64.xor
          (i64.shr_u (local.get $register) (i64.const 8))
          (i64.load offset=2048
            (i32.shl
              (i32.and (i32.xor (i32.wrap_i64 (local.get $register)) (i32.load8_u (local.get $at))) (i32.const 255))
              (i32.const 3)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next_byte)))
    (local.get $register))

  ;; Adds to the bytes at $into, as many as from $at to $end rounded up to 16, the folded bytes that precede $at.
  (func $fold (param $at i32) (param $end i32) (param $into i32) (local $past i32)
    (local.set $past (i32.sub (local.get $at) (i32.const 2101)))
    (local.set $end (i32.sub (local.get $end) (i32.const 2101)))
    (loop $next
      (local.get $into)
      (v128.load align=1 (local.get $into))
      (v128.load offset=1476 align=1 (local.get $past))
      v128.xor
      (v128.load offset=1456 align=1 (local.get $past))
      v128.xor
      (v128.load offset=1424 align=1 (local.get $past))
      v128.xor
      (v128.load offset=1372 align=1 (local.get $past))
      v128.xor
      (v128.load offset=990 align=1 (local.get $past))
      v128.xor
      (v128.load offset=851 align=1 (local.get $past))
      v128.xor
      (v128.load offset=0 align=1 (local.get $past))
      v128.xor
      (v128.store align=1)
      (local.set $into (i32.add (local.get $into) (i32.const 16)))
      (br_if $next
        (i32.lt_u (local.tee $past (i32.add (local.get $past) (i32.const 16))) (local.get $end)))))

  ;; Continues the CRC at address 0 with the first $length bytes of the window. Overwrites the window.
  (func (export "update") (param $length i32) (local $register i64) (local $folded i32) (local $end i32)
    (local.set $register (i64.xor (i64.load (i32.const 0)) (i64.const -1)))
    (local.set $end (i32.add (i32.const 45312) (local.get $length)))
    (if (i32.lt_u (local.get $length) (i32.const 4096))
      (then
        (local.set $register (call $slice (i32.const 45312) (local.get $end) (local.get $register))))
      (else
        ;; To begin with a register is to begin with zero and to add the register to the first eight bytes.
        (i64.store (i32.const 45312) (i64.xor (i64.load (i32.const 45312)) (local.get $register)))
        (local.set $folded
          (i32.add
            (i32.const 45312)
            (i32.and (i32.sub (local.get $length) (i32.const 2101)) (i32.const -16))))
        (call $fold (i32.const 45312) (local.get $folded) (i32.const 45312))
        ;; The end is folded at another place, with zeros where it stood, so that only removed bytes are added to it.
        (memory.copy (i32.const 36864) (local.get $folded) (i32.sub (local.get $end) (local.get $folded)))
        (memory.fill (local.get $folded) (i32.const 0) (i32.sub (local.get $end) (local.get $folded)))
        (call $fold (local.get $folded) (local.get $end) (i32.const 36864))
        (local.set $register
          (call $slice
            (i32.const 36864)
            (i32.add (i32.const 36864) (i32.sub (local.get $end) (local.get $folded)))
            (i64.const 0)))))
    (i64.store (i32.const 0) (i64.xor (local.get $register) (i64.const -1))))
)
