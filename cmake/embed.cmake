# comity_embed(TARGET NAMESPACE name FILES files...)
#
# Puts files into a target as bytes: `comity::NAMESPACE::embedded()` gives (path, bytes) pairs, the path
# relative to BASE. The product reads nothing beside its own program at run time but the data folder.
function(comity_embed target)
  cmake_parse_arguments(EMBED "" "NAMESPACE;BASE" "FILES" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${EMBED_NAMESPACE}.cc)
  add_custom_command(
    OUTPUT ${out}
    COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_files ${EMBED_NAMESPACE} ${EMBED_BASE} ${out} ${EMBED_FILES}
    DEPENDS ${EMBED_FILES} ${PROJECT_SOURCE_DIR}/tools/embed_files
    COMMENT "Embedding ${EMBED_NAMESPACE}" VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
