function main()
  local fork = mutex()
  fork:lock()
end
