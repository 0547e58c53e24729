signed command bytes, test only
